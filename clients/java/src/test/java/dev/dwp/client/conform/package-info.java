/** The client behind the conformance runner's commands. */
package dev.dwp.client.conform;
