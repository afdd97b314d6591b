// SPDX-License-Identifier: Apache-2.0
// The simulated devices keep the ports' contracts.
#include "sim/devices/simulated_camera.hpp"
#include "sim/devices/simulated_hardware.hpp"
#include "sim/devices/simulated_officer.hpp"
#include "sim/devices/simulated_reader.hpp"
#include "sim/devices/simulated_store.hpp"
#include "tests/contract/document_reader_contract.hpp"
#include "tests/contract/durable_store_contract.hpp"
#include "tests/contract/face_camera_contract.hpp"
#include "tests/contract/gate_hardware_contract.hpp"
#include "tests/contract/officer_console_contract.hpp"
#include "tests/sim/devices/hand_driven_scheduler.hpp"
#include <string_view>

namespace gatetwin::contract {
namespace {

DeviceTimes times()
{
  DeviceTimes t;
  t.read_document = t.typing = t.scan = constant_s(2);
  t.door_open = t.door_close = constant_s(0.6);
  t.look_up = t.capture = constant_s(1);
  t.store_sync = constant_s(0.01);
  t.inspect = t.stamp = t.officer_response = t.officer_handling = constant_s(5);
  return t;
}

class SimulatedTwin {
public:
  std::vector<PortInput> after(Duration time)
  {
    scheduler.advance(time);
    return scheduler.take_inputs();
  }
  MonotonicTime now() const { return scheduler.now().mono; }

protected:
  template <typename Device> void serve(DevicePart part, Device& device)
  {
    scheduler.serve(
        part, [&device](std::uint8_t what, std::uint32_t token) { device.on_due(what, token); });
  }
  HandDrivenScheduler scheduler;
  DeviceTimes device_times = times();
  DeviceFaults faults;
};

template <ReadingMethod method> class SimulatedReaderTwin : public SimulatedTwin {
public:
  SimulatedReaderTwin() { serve(DevicePart::reader, m_reader); }
  DocumentReader& reader() { return m_reader; }
  void place() { place(true); }
  void place_unreadable()
  {
    faults.reading_fails =
        1; // an officer at the keyboard reads what a device can't, but may give up
    place(false);
  }
  void remove() { m_reader.remove(); }
  std::string_view placed_mrz() const { return m_document.zone; }

private:
  void place(bool readable)
  {
    m_document.zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                      "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    m_document.readable = readable;
    m_reader.place(m_document);
  }
  CarriedDocument m_document;
  SimulatedReader m_reader{method, device_times, faults, scheduler, scheduler, scheduler.outlet};
};

class SimulatedCameraTwin : public SimulatedTwin {
public:
  SimulatedCameraTwin() { serve(DevicePart::camera, m_camera); }
  FaceCamera& camera() { return m_camera; }
  void look(bool at_camera) { m_camera.show_face(at_camera, true); }

private:
  SimulatedCamera m_camera{device_times, faults, scheduler, scheduler, scheduler.outlet};
};

class SimulatedHardwareTwin : public SimulatedTwin {
public:
  SimulatedHardwareTwin() { serve(DevicePart::hardware, m_hardware); }
  GateHardware& hardware() { return m_hardware; }
  void start() { m_hardware.start(); }
  void enter() { m_hardware.body_enters(); }
  void leave() { m_hardware.body_leaves(); }
  void block(Door door, bool blocked) { m_hardware.stand_in_doorway(door, blocked); }
  void break_door(Door door) { m_hardware.jam_door(door, true); }
  void mend_door(Door door) { m_hardware.jam_door(door, false); }
  void raise_fire_alarm() { m_hardware.free_egress(); }

private:
  SimulatedHardware m_hardware{device_times, faults, scheduler, scheduler, scheduler.outlet};
};

class SimulatedStoreTwin : public SimulatedTwin {
public:
  SimulatedStoreTwin() { serve(DevicePart::store, m_store); }
  DurableStore& store() { return m_store; }
  void cut_power() { m_store.power_cut(); }
  void fail_syncs(bool on) { m_store.fail_syncs(on); }
  void fill_up() { m_store.fill_up(true); }

private:
  SimulatedStore m_store{device_times, scheduler, scheduler, scheduler.outlet};
};

template <OfficerPost post> class SimulatedOfficerTwin : public SimulatedTwin {
public:
  SimulatedOfficerTwin() { serve(DevicePart::officer, m_officer); }
  OfficerConsole& console() { return m_officer; }

private:
  SimulatedOfficer m_officer{post,      OfficerId{11}, device_times,
                             scheduler, scheduler,     scheduler.outlet};
};

INSTANTIATE_TYPED_TEST_SUITE_P(SimulatedFullPage, DocumentReaderContract,
                               SimulatedReaderTwin<ReadingMethod::full_page>);
INSTANTIATE_TYPED_TEST_SUITE_P(SimulatedScanner, DocumentReaderContract,
                               SimulatedReaderTwin<ReadingMethod::scanner>);
INSTANTIATE_TYPED_TEST_SUITE_P(SimulatedTyping, DocumentReaderContract,
                               SimulatedReaderTwin<ReadingMethod::typing>);
INSTANTIATE_TYPED_TEST_SUITE_P(Simulated, FaceCameraContract, SimulatedCameraTwin);
INSTANTIATE_TYPED_TEST_SUITE_P(Simulated, GateHardwareContract, SimulatedHardwareTwin);
INSTANTIATE_TYPED_TEST_SUITE_P(Simulated, DurableStoreContract, SimulatedStoreTwin);
INSTANTIATE_TYPED_TEST_SUITE_P(SimulatedAtGate, OfficerConsoleContract,
                               SimulatedOfficerTwin<OfficerPost::gate>);
INSTANTIATE_TYPED_TEST_SUITE_P(SimulatedInBooth, OfficerConsoleContract,
                               SimulatedOfficerTwin<OfficerPost::booth>);

} // namespace
} // namespace gatetwin::contract
