/**
 * Payloads on their way from clients to handlers. May not know what a job or a workflow is.
 */
@NullMarked
package dev.dwp.application.binding;

import org.jspecify.annotations.NullMarked;
