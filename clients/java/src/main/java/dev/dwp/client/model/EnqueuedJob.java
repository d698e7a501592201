package dev.dwp.client.model;

/**
 * A job that has been accepted, or was before under the same key.
 *
 * @param jobId the id to ask, await and cancel by
 * @param state the state that it was in then: not always {@code PENDING}, where the key had a job already
 */
public record EnqueuedJob(String jobId, String queue, Job.State state) {}
