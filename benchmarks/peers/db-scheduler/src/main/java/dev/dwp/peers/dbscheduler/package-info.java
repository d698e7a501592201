/** db-scheduler as a peer. */
package dev.dwp.peers.dbscheduler;
