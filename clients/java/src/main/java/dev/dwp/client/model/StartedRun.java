package dev.dwp.client.model;

/**
 * A workflow run that has been started, or was before under the same key.
 *
 * @param runId the id to ask, await and cancel by
 */
public record StartedRun(String runId, String name, Run.State state) {}
