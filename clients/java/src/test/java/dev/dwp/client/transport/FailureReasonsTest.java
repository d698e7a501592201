package dev.dwp.client.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReasonsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("connection refused", new ConnectException()),
                Arguments.of("connection refused", new ConnectException("Connection refused")),
                Arguments.of("connection refused", from(new ConnectException(), new ClosedChannelException())),
                Arguments.of("timed out", new ConnectException("Connection timed out")),
                Arguments.of("timed out", new HttpConnectTimeoutException("HTTP connect timed out")),
                Arguments.of(
                        "timed out",
                        from(
                                new HttpConnectTimeoutException("HTTP connect timed out"),
                                new ConnectException("HTTP connect timed out"))),
                Arguments.of("unknown host", new UnknownHostException("nowhere.invalid")),
                Arguments.of(
                        "unknown host",
                        from(new ConnectException(), from(new ConnectException(), new UnresolvedAddressException()))),
                Arguments.of("the other side closed it", new EOFException("EOF reached while reading")),
                Arguments.of(
                        "the other side closed it",
                        new CompletionException(from(new IOException(), new EOFException()))),
                Arguments.of("TLS failed (no way)", new SSLHandshakeException("no way")),
                Arguments.of("Connection reset", new IOException("Connection reset")),
                Arguments.of("IOException", new IOException()));
    }

    private static Throwable from(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsInWordsWhyThereIsNoConnection(String words, Throwable failure) {
        assertEquals(words, FailureReasons.of(failure));
    }

    @Test
    void saysNothingWhereNothingIsKnown() {
        assertEquals("", FailureReasons.of(null));
    }
}
