package dev.dwp.client.model;

/**
 * An event for workflows that has been taken: a run has it, or it is kept for the first that will wait for it.
 *
 * @param eventId the id of the event, the same for each call with the same {@code dedup}
 */
public record PublishedEvent(String eventId, String name) {}
