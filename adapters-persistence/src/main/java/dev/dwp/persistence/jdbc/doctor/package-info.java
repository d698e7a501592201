/**
 * Looks at the database of a store from outside, beside the servers that work on it, and says what is wrong with it and what
 * to do. {@code Doctor} is the door. Nothing here changes anything, but for the counts that it is asked to put right.
 */
@NullMarked
package dev.dwp.persistence.jdbc.doctor;

import org.jspecify.annotations.NullMarked;
