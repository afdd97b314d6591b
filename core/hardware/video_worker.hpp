// SPDX-License-Identifier: Apache-2.0
// Looks at a camera's frames in a thread of its own, because taking a frame and reading its codes
// both wait for other processes, and the gate's loop must not. Says by its descriptor that there is
// news; keeps the newest frame only.
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/capture_process.hpp"
#include "core/hardware/document_presence.hpp"
#include "core/hardware/wake_up.hpp"
#include "core/ports/barcode_decoder.hpp"
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace gatetwin {

struct VideoReaderOptions {
  BarcodeProfile profile;
  PresenceOptions presence;
  Duration limit = milliseconds(4500);      // of one reading: R-20 asks for less than 5 s
  Duration idle_period = milliseconds(100); // between frames while nothing is to be read
};

class VideoWorker {
public:
  enum class News : std::uint8_t { seen, lost, presented, removed, read, unread };
  struct Item {
    News news = News::seen;
    std::uint32_t reading = 0; // of read and unread
    BarcodeReading content;
  };
  VideoWorker(const VideoReaderOptions& options, std::unique_ptr<FrameSource> source,
              std::unique_ptr<BarcodeDecoder> decoder);
  ~VideoWorker(); // waits for the frame under way
  VideoWorker(const VideoWorker&) = delete;
  VideoWorker& operator=(const VideoWorker&) = delete;

  // -- the loop's thread; none of it waits
  int descriptor() const { return m_news.descriptor(); }
  void read(std::uint32_t number); // frames are read until one succeeds; 0: no more
  bool take(Item& item);           // false: no more news
  std::uint64_t frames() const;    // looked at since the start

private:
  void work();
  bool is_stopping() const;
  std::uint32_t wanted() const;
  void look(const FrameView& frame);
  void try_reading(const FrameView& frame);
  void post(News news, std::uint32_t reading = 0, const BarcodeReading* content = nullptr);
  void wait(Duration time);

  static constexpr std::size_t most_items = 16;

  const VideoReaderOptions m_options;
  const std::unique_ptr<FrameSource> m_source;
  const std::unique_ptr<BarcodeDecoder> m_decoder;
  WakeUp m_news, m_orders;

  mutable std::mutex m_mutex; // of all up to the next empty line
  std::deque<Item> m_items;
  std::uint32_t m_wanted = 0;
  std::uint64_t m_frames = 0;
  bool m_stop = false;

  // The thread's own.
  DocumentPresence m_presence;
  bool m_there = false;
  bool m_seeing = false;
  bool m_lost = false;
  std::thread m_thread; // last: starts when all is there
};

} // namespace gatetwin
