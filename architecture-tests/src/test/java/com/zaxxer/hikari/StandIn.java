package com.zaxxer.hikari;

/** Stands in for a library that the fixtures use without having it. */
public class StandIn {}
