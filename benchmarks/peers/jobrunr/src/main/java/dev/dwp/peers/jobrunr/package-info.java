/** JobRunr as a peer. */
package dev.dwp.peers.jobrunr;
