// SPDX-License-Identifier: Apache-2.0
// What stands around gatetwin-gate when it runs on its real adapters: a door controller behind
// Modbus TCP, a face device behind a socket, a reader on a pseudo terminal, and a person who does
// what the screen says.
#pragma once
#include "core/daemon/clock.hpp"
#include "core/hardware/serial_frame.hpp"
#include "core/journal/journal_reader.hpp"
#include "sim/live/live_world.hpp"
#include "tests/core/hardware/played_process.hpp"
#include "tests/sim/live/running_program.hpp"
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>

namespace gatetwin {

// The far end of the reader's line.
class PlayedReader {
public:
  PlayedReader() : m_line(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK))
  {
    EXPECT_EQ(grantpt(m_line.get()), 0);
    EXPECT_EQ(unlockpt(m_line.get()), 0);
  }
  std::string path() const
  {
    char name[64] = {};
    EXPECT_EQ(ptsname_r(m_line.get(), name, sizeof name), 0);
    return name;
  }
  void lay(std::span<const std::byte> label)
  {
    m_label.assign(reinterpret_cast<const char*>(label.data()), label.size());
    say('P', "");
  }
  void take_away() { say('R', ""); }
  // Up to some milliseconds: reads when it is told to.
  void work()
  {
    pollfd waited{m_line.get(), POLLIN, 0};
    if (poll(&waited, 1, 30) <= 0) return;
    char bytes[512];
    const ssize_t got = read(m_line.get(), bytes, sizeof bytes);
    if (got <= 0) return;
    m_frames.add({bytes, static_cast<std::size_t>(got)});
    for (FrameAssembler::Frame frame; m_frames.next(frame);) {
      if (frame.type != 'S') continue;
      std::string reading(frame.payload.substr(0, 4)); // its number
      reading += std::string(2, '\0');                 // no zone
      reading += '\1';                                 // a label
      say('D', reading + m_label);
    }
  }

private:
  void say(char type, const std::string& payload)
  {
    const std::string frame = encode_frame(type, payload);
    EXPECT_EQ(write(m_line.get(), frame.data(), frame.size()), static_cast<ssize_t>(frame.size()));
  }
  OwnedDescriptor m_line;
  FrameAssembler m_frames;
  std::string m_label;
};

struct Counted final : journal::RecordSink {
  int admitted = 0, crossings = 0, others = 0;
  void on_records(std::span<const journal::Record> records) override
  {
    for (const journal::Record& record : records) {
      crossings += record.kind == journal::RecordKind::crossing_stored;
      if (record.kind != journal::RecordKind::transaction_ended) continue;
      ++(record.code == static_cast<std::uint16_t>(Outcome::admitted) ? admitted : others);
    }
  }
};

class PlayedGate : public testing::Test {
protected:
  PlayedGate()
  {
    std::string pattern = (std::filesystem::temp_directory_path() / "gate.XXXXXX").string();
    folder = mkdtemp(pattern.data());
    std::string fault;
    const Instant now = SystemClock().now();
    world = LiveWorld::make("", now, fault);
    EXPECT_NE(world, nullptr) << fault;
    EXPECT_EQ(world->publish_lists(folder, lists, now.wall), "");
  }
  ~PlayedGate() override { std::filesystem::remove_all(folder); }

  // `more`: further sections.
  std::string settings(const std::string& port, const std::string& reader,
                       const std::string& more = "") const
  {
    return settings_with(port, "scanner: { device: \"" + reader + "\", silence: 60 s }", more);
  }
  // `reading`: the section of the device that reads documents.
  std::string settings_with(const std::string& port, const std::string& reading,
                            const std::string& more = "") const
  {
    const auto in_folder = [this](const std::string& name) {
      return "\"" + folder + "/" + name + "\"";
    };
    std::ofstream out(folder + "/gate.yaml");
    out << "unit: { number: 5, name: gate-5, checkpoint: 0, direction: exit, authority: 0, "
           "legal_time: 7 h }\n"
        << "limits: { reading: 60 s, store: 60 s, registry: 30 s, entry: 60 s, capture: 60 s, "
           "exit: 60 s, enclosed: 100 s, "
           "max_score_age: 10 s, authorisation_validity: 100 s, door_movement: 30 s }\n"
        << "offline: { rule: admit_low_risk }\n"
        << "store: " << in_folder("store.sqlite") << "\njournal: " << in_folder("journal")
        << "\nservice: { devices_within: 60 s }\nlists:\n  trust: " << in_folder("trust-list.txt")
        << "\n  revocations: " << in_folder("revocation-list.txt")
        << "\n  watch: " << in_folder("watch-list.txt")
        << "\n  authority_key: " << in_folder("authority.pub")
        << "\n  reference_key: " << in_folder("reference.key")
        << "\ndevices:\n  doors: { address: 127.0.0.1, port: " << port
        << ", silence: 5 s, response: 1 s }\n  " << reading
        << "\n  face: { path: " << in_folder("face.sock")
        << ", silence: 60 s }\n  desk: { path: " << in_folder("desk.sock")
        << ", silence: 60 s, officers: [ { number: 7 } ] }\n"
        << more;
    return folder + "/gate.yaml";
  }

  Counted count_journals() const
  {
    Counted counted;
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/journal")) {
      const auto source = journal::FileSource::open(entry.path().string());
      if (!source) {
        ADD_FAILURE() << entry.path();
        continue;
      }
      journal::JournalReader records(*source.value());
      EXPECT_EQ(records.drain(counted), journal::ReadStatus::end);
    }
    return counted;
  }

  std::string folder;
  std::unique_ptr<LiveWorld> world;
  daemon::GateSettings lists;
};

// What the person does, by what the screen says; doors and face device move on meanwhile.
class Walk {
public:
  // `reader`: null where the document comes and goes by itself. `before`: persons whose faces were
  // captured before.
  Walk(test::PlayedProcess& doors, test::PlayedProcess& face, PlayedReader* reader,
       std::size_t before = 0)
      : m_doors(doors), m_face(face), m_reader(reader), m_told((before + 1) * capture_bytes)
  {
  }
  bool is_over() const { return m_passed && m_screen == number(ScreenMessage::present_document); }
  void go_on()
  {
    if (m_reader != nullptr) m_reader->work();
    m_doors.tell("step 700000000");
    m_face.tell("step");
    const std::string screen = m_doors.tell("screen");
    const bool steady = screen == m_screen; // the doors had time to follow
    m_screen = screen;
    if (!steady) return;
    if (screen == number(ScreenMessage::take_document) && m_lies) {
      if (m_reader != nullptr) m_reader->take_away();
      m_lies = false;
    } else if (screen == number(ScreenMessage::step_in) && !m_inside) {
      m_doors.tell("body 1");
      m_inside = true;
    } else if (screen == number(ScreenMessage::look_at_camera) && !m_looked) {
      m_face.tell("look 1");
      m_face.tell("sync " + std::to_string(m_told)); // it was told to capture
      m_looked = true;
    } else if (screen == number(ScreenMessage::go_on) && m_inside && !m_passed) {
      m_doors.tell("body 0");
      m_passed = true;
    }
  }
  const std::string& screen() const { return m_screen; }

private:
  static std::string number(ScreenMessage message)
  {
    return std::to_string(static_cast<int>(message));
  }
  test::PlayedProcess& m_doors;
  test::PlayedProcess& m_face;
  PlayedReader* const m_reader;
  // The number of the capture, and the document's reference.
  static constexpr std::size_t capture_bytes = frame_overhead + 12;
  const std::size_t m_told;
  std::string m_screen;
  bool m_lies = true, m_inside = false, m_looked = false, m_passed = false;
};

} // namespace gatetwin
