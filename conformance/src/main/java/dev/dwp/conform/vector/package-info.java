/**
 * Test vectors of the codecs: frames as octets, decoded and judged. Reads and writes their files; what runs them against a
 * codec is that codec's test.
 */
@NullMarked
package dev.dwp.conform.vector;

import org.jspecify.annotations.NullMarked;
