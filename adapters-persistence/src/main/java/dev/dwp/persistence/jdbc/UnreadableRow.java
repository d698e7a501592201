package dev.dwp.persistence.jdbc;

/** A row that is not even good for a stub; those who collect rows pass it over. */
final class UnreadableRow extends RuntimeException {
    UnreadableRow(String what, RuntimeException cause) {
        super("%s cannot be read and is passed over: %s".formatted(what, cause.getMessage()), cause);
    }
}
