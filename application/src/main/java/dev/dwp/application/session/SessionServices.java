package dev.dwp.application.session;

import dev.dwp.application.auth.Authentication;
import dev.dwp.application.frame.FailureMap;
import dev.dwp.application.frame.FrameRouter;
import dev.dwp.application.frame.ServerFrames;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.stream.Broker;
import java.time.InstantSource;

/**
 * What all sessions share.
 *
 * @param quick what a connection's reader answers by itself
 */
public record SessionServices(
        Protocol protocol,
        Authentication authentication,
        Broker broker,
        Time time,
        SessionSettings settings,
        AnswerPermits permits,
        QuickRequests quick) {

    /** How frames are answered, and who hears of it. */
    public record Protocol(
            FrameRouter router, ServerFrames frames, FailureMap failures, IdGenerator ids, Telemetry telemetry) {}

    /** The clock and what it wakes. */
    public record Time(InstantSource clock, Alarms alarms) {}
}
