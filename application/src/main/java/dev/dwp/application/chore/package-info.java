/** What a server does now and then rather than on request: turns that are begun by alarms. */
@NullMarked
package dev.dwp.application.chore;

import org.jspecify.annotations.NullMarked;
