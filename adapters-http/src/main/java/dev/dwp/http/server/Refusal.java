package dev.dwp.http.server;

import dev.dwp.http.server.syntax.HttpDate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers connections beyond the limit with 503, a bounded number at a time; under a flood the rest is closed without a word.
 */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final int AT_A_TIME = 64;
    private static final int MILLIS = 1000;
    private static final int READS = 16;

    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final ErrorBody errorBody;
    private final HttpDate date;

    Refusal(ErrorBody errorBody, HttpDate date) {
        this.errorBody = errorBody;
        this.date = date;
    }

    void answer(Socket socket) throws IOException {
        if (!permits.tryAcquire()) {
            socket.close();
            return;
        }
        Thread.ofVirtual().name("http-refusal").start(() -> {
            try (socket) {
                refuse(socket);
            } catch (IOException e) {
                LOG.debug("A refused connection ended: {}", e.getMessage());
            } finally {
                permits.release();
            }
        });
    }

    /** Closing with unread octets resets the connection and may take the answer with it, so they are read first. */
    private void refuse(Socket socket) throws IOException {
        String message = "The server has as many connections as it takes; try again later.";
        socket.getOutputStream().write(ErrorAnswer.closing(errorBody, 503, message, date));
        socket.shutdownOutput();
        socket.setSoTimeout(MILLIS);
        InputStream in = socket.getInputStream();
        byte[] sink = new byte[1024];
        int reads = 0;
        while (reads < READS && in.read(sink) >= 0) {
            reads++;
        }
    }
}
