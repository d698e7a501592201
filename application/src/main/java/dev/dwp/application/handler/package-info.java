/**
 * What users write against: handlers for jobs and workflows, the contexts they are given, and the definitions under which
 * they are registered. Nothing here runs anything.
 */
@NullMarked
package dev.dwp.application.handler;

import org.jspecify.annotations.NullMarked;
