package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An application that answers every message with itself, and writes down what it hears. */
class RecordingListener implements WebSocketListener {
    final WebSocketConnection connection;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    RecordingListener(WebSocketConnection connection) {
        this.connection = connection;
    }

    String next() throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        return event == null ? "nothing within 20 s" : event;
    }

    @Override
    public void onText(byte[] buffer, int offset, int length) {
        events.add(length > 64 ? "text[" + length + "]" : "text(" + new String(buffer, offset, length, UTF_8) + ")");
        connection.append(OutgoingMessage.text(Arrays.copyOfRange(buffer, offset, offset + length)));
    }

    @Override
    public void onBinary(byte[] buffer, int offset, int length) {
        events.add("binary[" + length + "]");
        connection.append(OutgoingMessage.binary(Arrays.copyOfRange(buffer, offset, offset + length)));
    }

    @Override
    public void onPong(byte[] buffer, int offset, int length) {
        events.add("pong(" + new String(buffer, offset, length, UTF_8) + ")");
    }

    @Override
    public void onWritable() {
        events.add("writable");
    }

    @Override
    public void onClosed(CloseCode code, String reason) {
        events.add("closed(" + code.value() + "," + reason + ")");
    }
}
