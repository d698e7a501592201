package dev.dwp.conformance;

class MemoryProtocolTest extends ProtocolCases {
    @Override
    String store() {
        return "memory";
    }
}
