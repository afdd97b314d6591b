// SPDX-License-Identifier: Apache-2.0
// Every port but the store, with nobody behind it: in a daemon, in the place of a device that is
// not there; in a replay, where what devices did was recorded.
#pragma once
#include "core/ports/document_reader.hpp"
#include "core/ports/face_camera.hpp"
#include "core/ports/gate_hardware.hpp"
#include "core/ports/officer_console.hpp"
#include "core/ports/registry_link.hpp"

namespace gatetwin {

// Takes commands and reports nothing. The unit then does as with
// a device that does not answer: it refers the person, or stays out of service.
class AbsentDevices final : public GateHardware,
                            public DocumentReader,
                            public FaceCamera,
                            public RegistryLink,
                            public OfficerConsole {
public:
  void open_door(Door) override {}
  void close_door(Door) override {}
  void release_door(Door) override {}
  void show(ScreenMessage) override {}
  void set_alarm(Reason, bool) override {}
  void start() override {}
  void start(DocumentRef) override {}
  void cancel() override {} // of the reader and of the camera
  void send(const RegistryRequest&) override {}
  void call(TransactionId, Reason) override {}
  void withdraw(TransactionId) override {}
  void ask_for_stamp(TransactionId) override {}
};

} // namespace gatetwin
