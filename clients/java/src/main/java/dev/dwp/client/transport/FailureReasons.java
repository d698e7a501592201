package dev.dwp.client.transport;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names in words why there is no connection, which the JDK often tells by the class of an exception alone, and times. */
public final class FailureReasons {
    private FailureReasons() {}

    /** A phrase without a full stop; empty where nothing is known. */
    static String of(@Nullable Throwable failure) {
        String best = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = words(cause);
            if (words != null) {
                // The innermost knows best, save that a channel is closed after everything else, too.
                best = best.isEmpty() || !(cause instanceof ClosedChannelException) ? words : best;
            } else if (best.isEmpty() && !(cause instanceof CompletionException)) {
                best = said(cause);
            }
        }
        return best;
    }

    /** A time as people write it: {@code 30 s}, {@code 250 ms}. */
    public static String time(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static @Nullable String words(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "unknown host";
            case UnresolvedAddressException unresolved -> "unknown host";
            case NoRouteToHostException noWay -> "no route to host";
            case HttpTimeoutException late -> "timed out";
            case SocketTimeoutException late -> "timed out";
            case ConnectException refused -> ofConnecting(refused);
            case EOFException end -> "the other side closed it";
            case ClosedChannelException closed -> "the other side closed it";
            case SSLException tls -> "TLS failed (%s)".formatted(tls.getMessage());
            case WebSocketHandshakeException handshake ->
                "the answer was %d, and no WebSocket"
                        .formatted(handshake.getResponse().statusCode());
            default -> null;
        };
    }

    /** A refusal comes without a message where the attempt was made by a selector. */
    private static String ofConnecting(ConnectException failure) {
        String message = failure.getMessage();
        if (message == null) {
            return "connection refused";
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("timed out")) {
            return "timed out";
        }
        return lower.contains("refused") ? "connection refused" : message;
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
