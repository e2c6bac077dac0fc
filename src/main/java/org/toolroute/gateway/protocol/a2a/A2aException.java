package org.toolroute.gateway.protocol.a2a;

/** A request that the protocol itself refuses; the message is for the caller and safe to print. */
final class A2aException extends RuntimeException {
  private final A2aFault fault;

  A2aException(A2aFault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  A2aFault fault() {
    return fault;
  }

  /** One answer for tasks that never were, are gone, and are another account's. */
  static A2aException taskNotFound() {
    return new A2aException(
        A2aFault.TASK_NOT_FOUND, "There is no such task; finished tasks are kept for a day.");
  }

  static A2aException noPushNotifications() {
    return new A2aException(
        A2aFault.PUSH_NOTIFICATION_NOT_SUPPORTED,
        "This agent sends no push notifications; poll the task, or subscribe to it.");
  }
}
