/** Rules about time, as pure functions of what clocks show; nothing here reads a clock. */
@NullMarked
package dev.dwp.domain.time;

import org.jspecify.annotations.NullMarked;
