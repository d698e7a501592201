package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.http.codec.JsonFormat;

/** The format of values that the server uses. */
public final class Formats {
    public static final ValueFormat JSON = new JsonFormat();

    private Formats() {}
}
