// SPDX-License-Identifier: Apache-2.0
#include "viz/words/words.hpp"

namespace gatetwin::viz {

Message message_of(Word w)
{
  switch (w) {
  case Word::plan: return msg("Plan");
  case Word::plots: return msg("Plots");
  case Word::centre: return msg("Command centre");
  case Word::story: return msg("Traveller");
  case Word::gate: return msg("Gate");
  case Word::compare: return msg("Compare");
  case Word::play: return msg("Play");
  case Word::pause: return msg("Pause");
  case Word::travellers: return msg("Travellers");
  case Word::inside: return msg("inside");
  case Word::walking: return msg("walking");
  case Word::waiting: return msg("waiting");
  case Word::being_served: return msg("being served");
  case Word::left: return msg("through");
  case Word::closed: return msg("closed");
  case Word::idle: return msg("free");
  case Word::busy: return msgc("state of a unit", "busy");
  case Word::turnaround: return msg("getting ready");
  case Word::blocked: return msg("blocked");
  case Word::needs_officer: return msg("officer called");
  case Word::out_of_order: return msg("out of order");
  case Word::alarm: return msg("alarm");
  case Word::people_inside: return msg("People inside");
  case Word::queue: return msg("Queue");
  case Word::wait: return msg("Mean wait");
  case Word::throughput: return msg("Served per hour");
  case Word::utilisation: return msg("Utilisation");
  case Word::registry_latency: return msg("Registry answer time");
  case Word::alarms: return msg("Alarms");
  case Word::heat: return msg("Heat");
  case Word::heat_none: return msg("none");
  case Word::heat_density: return msg("density");
  case Word::heat_wait: return msg("wait");
  case Word::checkpoint: return msg("Checkpoint");
  case Word::station: return msg("Station");
  case Word::longest_wait: return msg("Longest wait");
  case Word::in_service: return msg("In service");
  case Word::served: return msg("Served");
  case Word::queue_over_time: return msg("Queue over time");
  case Word::click_a_person: return msg("Click a person on the plan to see what happened to them.");
  case Word::click_a_gate: return msg("Click a unit on the plan to see its transaction.");
  case Word::time: return msg("Time");
  case Word::where: return msg("Where");
  case Word::what: return msg("What");
  case Word::entry_door: return msg("entry door");
  case Word::exit_door: return msg("exit door");
  case Word::state: return msg("state");
  case Word::bodies: return msg("persons inside");
  case Word::registry: return msg("registry");
  case Word::checks: return msg("checks");
  case Word::transaction: return msg("Transaction");
  case Word::no_transaction: return msg("No transaction here yet");
  case Word::reading: return msg("reading");
  case Word::growing: return msg("still growing");
  case Word::whole: return msg("whole");
  case Word::damaged: return msg("damaged");
  case Word::link_down: return msg("registry line down");
  case Word::emergency: return msg("EMERGENCY");
  case Word::outside_persons: return msg("before the entrance");
  case Word::all_stations: return msg("all stations");
  case Word::difference: return msg("difference");
  case Word::first_run: return msg("first run");
  case Word::second_run: return msg("second run");
  case Word::light: return msg("Light");
  case Word::dark: return msg("Dark");
  case Word::nothing_yet: return msg("nothing yet");
  case Word::keys:
    return msg("Space play  + - speed  ← → step  1-7 view  H heat  L language  T theme");
  case Word::scenario: return msg("Scenario");
  case Word::general: return msg("General");
  case Word::authorities: return msg("Authorities");
  case Word::checkpoints: return msg("Checkpoints");
  case Word::areas: return msg("Areas");
  case Word::layout: return msg("Walking paths");
  case Word::entrances: return msg("Entrances");
  case Word::stations: return msg("Stations");
  case Word::classes: return msg("Travellers");
  case Word::profiles: return msg("Arrival profiles");
  case Word::demand: return msg("Demand");
  case Word::routes: return msg("Routes");
  case Word::faults: return msg("Failures");
  case Word::platform: return msg("Computers, lines");
  case Word::service_levels: return msg("Service levels");
  case Word::barcodes: return msg("2D codes");
  case Word::save: return msg("Save");
  case Word::undo: return msg("Undo");
  case Word::redo: return msg("Redo");
  case Word::as_form: return msg("Form");
  case Word::as_text: return msg("Text");
  case Word::run_it: return msg("Run");
  case Word::cancel: return msg("Cancel");
  case Word::cancelling: return msg("ending…");
  case Word::replications: return msgc("number of them", "replications");
  case Word::checking: return msg("checking…");
  case Word::no_faults: return msg("no faults");
  case Word::no_check: return msg("can't be checked");
  case Word::unsaved: return msg("not saved");
  case Word::changed_on_disk: return msg("The file was changed by somebody else.");
  case Word::reload: return msg("Take theirs");
  case Word::keep_mine: return msg("Keep mine");
  case Word::recovered: return msg("There are unsaved changes of an earlier session.");
  case Word::restore: return msg("Restore");
  case Word::discard: return msg("Discard");
  case Word::unsaved_question: return msg("The scenario has changes that are not saved.");
  case Word::save_and_close: return msg("Save and close");
  case Word::close_unsaved: return msg("Close without saving");
  case Word::go_back: return msg("Back");
  case Word::add: return msg("Add");
  case Word::copy: return msg("Copy");
  case Word::remove: return msg("Remove");
  case Word::new_name: return msg("name of the new one");
  case Word::from_base: return msg("from the file it extends");
  case Word::figure: return msg("Figure");
  case Word::before: return msg("Before");
  case Word::this_run: return msg("This run");
  case Word::change: return msg("Change");
  case Word::no_run_yet: return msg("Not run yet. F5 runs what is on the screen.");
  case Word::wait_p95: return msg("Wait, 95 of 100");
  case Word::time_in_system: return msg("Arrival to departure");
  case Word::longest_queue: return msg("Longest queue");
  case Word::within_limit: return msg("Within the limit");
  case Word::show_plan: return msg("See it");
  case Word::show_compare: return msg("Compare");
  case Word::more_fields: return msg("choose an item");
  case Word::officer: return msg("officer");
  case Word::limits: return msg("limits");
  }
  return {};
}

const char* word(Word w, Language language) { return translated(message_of(w), language); }

} // namespace gatetwin::viz
