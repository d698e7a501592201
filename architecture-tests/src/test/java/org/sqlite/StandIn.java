package org.sqlite;

/** Stands in for a library that the fixtures use without having it. */
public class StandIn {}
