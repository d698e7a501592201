/** Removes what is no longer kept. Time and number decide; who follows the events is told by the log itself (410). */
@NullMarked
package dev.dwp.application.retention;

import org.jspecify.annotations.NullMarked;
