package dev.dwp.http.server;

/** A server that counts. */
interface Observed {
    ServerStats stats();
}
