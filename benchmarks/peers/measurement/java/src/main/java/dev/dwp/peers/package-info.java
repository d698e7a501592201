/** What every peer in Java does with its job system, and how that is measured; nothing here knows a job system. */
package dev.dwp.peers;
