package dev.dwp.application.port.out;

import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;

/** Describes the payloads that fit a Java type, as {@link PayloadBinder} binds them. Thread-safe. */
@FunctionalInterface
public interface PayloadSchemas {

    /** The type's JSON Schema; without members where anything fits or nothing is known. */
    Value.Struct schema(Type type);
}
