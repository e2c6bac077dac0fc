package org.toolroute.gateway.provider.transport;

import java.time.Instant;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.execution.CallerPresence;
import org.toolroute.gateway.shared.CallId;

/**
 * What the transport must know of a call under way.
 *
 * @param deadline after which the request is aborted
 * @param answerBytesMax largest answer, in bytes after decompression
 * @param presence whether anybody still waits when the request is about to be written
 */
public record UpstreamCall(
    CallId id, Provider provider, Instant deadline, int answerBytesMax, CallerPresence presence) {}
