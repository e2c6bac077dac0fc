package org.toolroute.bench.ladder;

import java.util.List;

/**
 * One measurement of one cell. CPU is in microseconds per request, memory in bytes.
 *
 * @param cpu of the measured process alone: the stub, the yardstick or the gateway's JVM
 * @param databaseCpu of the gateway's PostgreSQL and all its processes; 0 where there is none
 * @param resident of the measured process (VmRSS)
 * @param databaseResident of the gateway's PostgreSQL (Pss: shared pages counted once)
 * @param foreign share of the machine's time that went to none of the ladder's processes, 0 to 1
 * @param problems why the measurement cannot be used; empty when it can
 */
record Sample(
    double requestsPerSecond,
    double p50Micros,
    double p99Micros,
    double cpu,
    double databaseCpu,
    double stubCpu,
    double loadToolCpu,
    long resident,
    long databaseResident,
    double foreign,
    List<String> problems) {}
