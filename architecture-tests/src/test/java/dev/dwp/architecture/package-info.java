/**
 * The rules of {@code docs/architecture.md} as tests. Each rule is one object that is used twice: on the main classes, which
 * must keep it, and on classes written to break it, which it must report. Those live in the {@code fixture} packages beside
 * this one, under the names of the rooms whose rules they break.
 */
package dev.dwp.architecture;
