package dev.dwp.http.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dwp.application.frame.ServerFrames;
import dev.dwp.application.session.EventStreams;
import dev.dwp.application.stream.Delivery;
import dev.dwp.application.stream.Sink;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.websocket.UnreadBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in front of one event stream. Filled under the feeds' lock by any thread, emptied by the exchange's
 * own thread, which merges all that waits into one write. The lock guards every field and is never held over I/O.
 */
final class SseSink implements Sink, AutoCloseable {
    private static final int CAPACITY = 256 * 1024;
    private static final long SILENCE_SECONDS = 15;
    private static final byte[] RETRY = "retry: 2000\n".getBytes(US_ASCII);
    private static final byte[] COMMENT = ": still here\n".getBytes(US_ASCII);

    private final SseRendering rendering;
    private final ServerFrames frames;
    private final UnreadBudget.Account account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    private ByteArrayOutputStream queue = new ByteArrayOutputStream(0);
    private boolean refused;
    private boolean finished;

    /** While it writes; set by that thread. */
    private volatile @Nullable Thread writer;

    SseSink(SseRendering rendering, ServerFrames frames, UnreadBudget unread) {
        this.account = unread.open(this::leftUnread);
        this.rendering = rendering;
        this.frames = frames;
    }

    @Override
    public boolean offer(List<Delivery> copies) {
        boolean queued = enqueue(copies);
        account.settle();
        return queued;
    }

    private boolean enqueue(List<Delivery> copies) {
        lock.lock();
        try {
            int before = queue.size();
            if (queue.size() >= CAPACITY || (queue.size() > 0 && account.pressed())) {
                refused = true;
                return false;
            }
            for (int i = 0; i < copies.size(); i++) {
                Delivery copy = copies.get(i);
                if (i == copies.size() - 1) {
                    writeId(copy.event().cursor());
                }
                queue.writeBytes(copy.as(rendering));
            }
            account.add(queue.size() - before);
            news.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells that the stream begins later than was asked for; a browser that reconnects goes on from there. */
    void gap(EventStreams.Gap gap) {
        lock.lock();
        try {
            int before = queue.size();
            writeId(gap.resumedAt());
            queue.writeBytes(
                    rendering.lines("gap", frames.failure(null, gap.reason().body())));
            account.add(queue.size() - before);
        } finally {
            lock.unlock();
        }
    }

    private void writeId(Cursor cursor) {
        queue.writeBytes(("id: " + cursor.text() + "\n").getBytes(US_ASCII));
    }

    /** The stream ends with the error; a browser that reconnects gets it again, as an HTTP status. */
    @Override
    public void ended(Channel channel, Refusal reason) {
        lock.lock();
        try {
            byte[] lines = rendering.lines("error", frames.ended(channel.text(), reason.body()));
            queue.writeBytes(lines);
            account.add(lines.length);
        } finally {
            lock.unlock();
        }
        finish();
    }

    /** Lets what is queued go out, then ends the stream. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes until the stream ends or the client is gone.
     *
     * @param room called when there is room again after a refusal
     */
    void writeTo(OutputStream out, Runnable room) throws IOException {
        writer = Thread.currentThread();
        try {
            writeAll(out, room);
        } finally {
            writer = null;
        }
    }

    private void writeAll(OutputStream out, Runnable room) throws IOException {
        out.write(RETRY);
        out.flush();
        while (true) {
            byte[] batch = take();
            if (batch.length == 0) {
                return;
            }
            out.write(batch);
            out.flush();
            account.remove(batch.length);
            if (takeRefused()) {
                room.run();
            }
        }
    }

    /** All that waits, or a comment after a silence, or nothing when the stream has ended. */
    private byte[] take() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            while (queue.size() == 0 && !finished && left > 0) {
                left = news.awaitNanos(left);
            }
            if (queue.size() == 0 && !finished) {
                account.add(COMMENT.length);
                return COMMENT;
            }
            byte[] batch = queue.toByteArray();
            queue = new ByteArrayOutputStream(0);
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new byte[0];
        } finally {
            lock.unlock();
        }
    }

    /** More waits for all peers together than may, and the most for this one. */
    private void leftUnread() {
        finish();
        Thread writing = writer;
        if (writing != null) {
            writing.interrupt(); // on this project's server it is the connection's own, which this cuts
        }
    }

    @Override
    public void close() {
        account.close();
    }

    private boolean takeRefused() {
        lock.lock();
        try {
            boolean was = refused;
            refused = false;
            return was;
        } finally {
            lock.unlock();
        }
    }
}
