/** Tests of the doctor: each check on a real database that is as it should be, and on one that was broken for it. */
@NullMarked
package dev.dwp.persistence.jdbc.doctor;

import org.jspecify.annotations.NullMarked;
