package dev.dwp.application.stream;

import dev.dwp.domain.frame.Frame;

/**
 * Turns an event frame into what one kind of connection sends. Thread-safe; told apart from others by identity, so make
 * one and share it.
 */
@FunctionalInterface
public interface Rendering<T> {

    /** What is sent for a frame; shared, so nobody may change it. */
    T render(Frame.Event frame);
}
