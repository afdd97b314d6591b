# SPDX-License-Identifier: Apache-2.0
"""checkpoint-60 in SimPy, as Debian packages it (module SimPy): what many would pick instead. Usage: ... N [SEED]"""
import json
import math
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

RATE_PER_S = 2000 / 3600.0
LOG_VARIANCE = math.log(1 + 0.5 ** 2)
STATIONS = (  # servers, share of travellers, service time
    (12, 1.00, lambda r: r.triangular(12, 25, 17)),
    (6, 0.08, lambda r: r.lognormvariate(math.log(60) - LOG_VARIANCE / 2, math.sqrt(LOG_VARIANCE))),
    (5, 0.15, lambda r: r.expovariate(1 / 45.0)),
)


class Traveller(Process):
    def go(self, desks, luck, waits):
        visits = [luck.random() < share for _, share, _ in STATIONS]
        for desk, (_, _, service), visit in zip(desks, STATIONS, visits):
            if not visit:
                continue
            yield hold, self, luck.uniform(5, 15)
            joined = self.sim.now()
            yield request, self, desk
            waits.append(self.sim.now() - joined)
            yield hold, self, service(luck)
            yield release, self, desk


class Arrivals(Process):
    def go(self, count, desks, luck, waits):
        for _ in range(count):
            yield hold, self, luck.expovariate(RATE_PER_S)
            traveller = Traveller(sim=self.sim)
            self.sim.activate(traveller, traveller.go(desks, luck, waits))


def main():
    count = int(sys.argv[1])
    luck = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sim, waits = Simulation(), []
    sim.initialize()
    desks = [Resource(capacity=servers, sim=sim) for servers, _, _ in STATIONS]
    arrivals = Arrivals(sim=sim)
    sim.activate(arrivals, arrivals.go(count, desks, luck, waits))
    started = time.perf_counter()
    sim.simulate(until=1e12)
    print(json.dumps({"n": count, "sim_s": time.perf_counter() - started, "waits": len(waits)}))


main()
