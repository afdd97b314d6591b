// SPDX-License-Identifier: Apache-2.0
// Hand-driven fakes of a unit's ports: they note what they are told and do nothing by themselves.
// They take no memory after construction, so that a test can show that the core takes none either.
#pragma once
#include "core/ports/document_reader.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/face_camera.hpp"
#include "core/ports/gate_hardware.hpp"
#include "core/ports/officer_console.hpp"
#include "core/ports/registry_link.hpp"
#include <array>
#include <cstddef>
#include <vector>

namespace gatetwin {

class FakeHardware final : public GateHardware {
public:
  enum class Told : std::uint8_t { nothing, open, closed, released };

  void open_door(Door door) override { tell(door, Told::open); }
  void close_door(Door door) override { tell(door, Told::closed); }
  void release_door(Door door) override { tell(door, Told::released); }
  void show(ScreenMessage message) override { screen = message; }
  void set_alarm(Reason reason, bool raised) override
  {
    if (raised && reason == Reason::internal_error) ++internal_errors;
    alarms += raised ? 1 : 0;
  }
  Told told(Door door) const { return m_told[static_cast<std::size_t>(door)]; }
  std::size_t opened(Door door) const { return m_opened[static_cast<std::size_t>(door)]; }

  ScreenMessage screen = ScreenMessage::blank;
  std::size_t alarms = 0;
  std::size_t internal_errors = 0;

private:
  void tell(Door door, Told what)
  {
    m_told[static_cast<std::size_t>(door)] = what;
    if (what == Told::open) ++m_opened[static_cast<std::size_t>(door)];
  }
  std::array<Told, 2> m_told{};
  std::array<std::size_t, 2> m_opened{};
};

class FakeReader final : public DocumentReader {
public:
  void start() override
  {
    ++starts;
    reading = true;
  }
  void cancel() override { reading = false; }
  std::size_t starts = 0;
  bool reading = false;
};

class FakeCamera final : public FaceCamera {
public:
  void start(DocumentRef of) override
  {
    document = of;
    capturing = true;
  }
  void cancel() override { capturing = false; }
  DocumentRef document;
  bool capturing = false;
};

class FakeLink final : public RegistryLink {
public:
  FakeLink() { sent.reserve(4096); }
  void send(const RegistryRequest& request) override { sent.push_back(request); }
  std::vector<RegistryRequest> sent;
};

class FakeStore final : public DurableStore {
public:
  FakeStore() { entries.reserve(4096); }
  std::uint64_t append(const StoreEntry& entry) override
  {
    if (refuses) return 0;
    entries.push_back(entry);
    return entries.size();
  }
  void recover(StoreVisitor& visitor) override
  {
    for (const StoreEntry& entry : durable) visitor.on_entry(entry);
  }
  std::size_t count(StoreEntryKind kind) const
  {
    std::size_t found = 0;
    for (const StoreEntry& entry : entries) found += entry.kind == kind ? 1 : 0;
    return found;
  }
  bool refuses = false;
  std::vector<StoreEntry> entries; // ticket n is entries[n - 1]
  std::vector<StoreEntry> durable; // what a restart finds: set by the test
};

class FakeConsole final : public OfficerConsole {
public:
  void call(TransactionId transaction, Reason why) override
  {
    called = transaction;
    reason = why;
    ++calls;
    waiting = true;
  }
  void withdraw(TransactionId) override { waiting = false; }
  void ask_for_stamp(TransactionId) override { stamp_asked = true; }
  TransactionId called;
  Reason reason = Reason::none;
  std::size_t calls = 0;
  bool waiting = false;
  bool stamp_asked = false;
};

} // namespace gatetwin
