package dev.dwp.application.port.out;

/** A token as a client sent it; never printed. */
public record Credential(String token) {
    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
