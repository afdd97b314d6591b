// SPDX-License-Identifier: Apache-2.0
// Requests and replies between units and the registry centres, over the simulated network. Of what
// is lost on the way nobody is told: the core's client has its own deadlines. Two fidelities do the
// same: ClosedFormExchange by its own arithmetic, SimgridExchange as SimGrid activities, where
// messages also share the links' bandwidth.
//
// An exchange: the request travels from the unit's computer over the site's WAN link to the centre
// of request.authority; waits there until one of the centre's cores is free (first come, first
// served); is worked on; the reply travels back. At most centre_concurrency exchanges of one centre
// are under way; the rest waits at the units in the order of sending.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/registry_message.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <cstdint>

namespace gatetwin {

// What an exchange needs of the flow.
class ExchangeHost {
public:
  virtual ~ExchangeHost() = default;
  virtual std::int64_t now_ns() const = 0;
  // RegistryExchange::on_event(exchange, step) at that time.
  virtual void schedule_exchange(std::int64_t at_ns, std::uint32_t exchange,
                                 std::uint32_t step) = 0;
  virtual void deliver(Index unit, const RegistryReply& reply) = 0;
};

// The registry services at the other end.
class RegistryCentre {
public:
  virtual ~RegistryCentre() = default;
  virtual RegistryReply handle(const RegistryRequest& request, std::int64_t now_ns) = 0;
};

class RegistryExchange {
public:
  virtual ~RegistryExchange() = default;
  // From the unit's computer to the centre of request.authority.
  virtual void send(Index unit, const RegistryRequest& request) = 0;
  virtual void on_event(std::uint32_t exchange, std::uint32_t step) = 0;
  // What is under way over a link, or at a centre, when it goes down is lost.
  virtual void set_link(Index checkpoint, bool up) = 0;
  virtual void set_centre(Index authority, bool up) = 0;
  virtual bool idle() const = 0;
  // True when SimGrid must come to the present time before anything else happens.
  virtual bool wants_engine() const { return false; }
};

} // namespace gatetwin
