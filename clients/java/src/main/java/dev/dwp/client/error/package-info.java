/**
 * The failures of calls and subscriptions: {@link dev.dwp.client.error.DwpException} and one class for each kind that a
 * program may treat in its own way. All are unchecked, and all carry the protocol's code and details.
 */
@NullMarked
package dev.dwp.client.error;

import org.jspecify.annotations.NullMarked;
