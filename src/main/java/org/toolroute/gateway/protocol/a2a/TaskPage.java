package org.toolroute.gateway.protocol.a2a;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list of tasks.
 *
 * @param next where the next part begins; empty on the last
 * @param total how many tasks match, on all pages
 */
record TaskPage(List<Task> tasks, Optional<TaskCursor> next, long total) {

  TaskPage {
    tasks = List.copyOf(tasks);
  }
}
