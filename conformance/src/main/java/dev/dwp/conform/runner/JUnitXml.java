package dev.dwp.conform.runner;

import java.util.List;

/** Results in the XML of JUnit, which build servers show. */
final class JUnitXml {
    private JUnitXml() {}

    static String of(List<CaseResult> results, List<CaseResult> unexpected) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        long skipped = results.stream()
                .filter(result -> result.outcome() == CaseResult.Outcome.SKIPPED)
                .count();
        xml.append("<testsuite name=\"dwp conform\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
                .formatted(results.size(), unexpected.size(), skipped));
        for (CaseResult result : results) {
            xml.append("  <testcase classname=\"dwp.%s\" name=\"%s\" time=\"%d.%03d\""
                    .formatted(
                            escaped(String.join("_", result.dialogue().sections())
                                    .replace('.', '_')),
                            escaped(result.name() + ": " + result.dialogue().title()),
                            result.took().toSeconds(),
                            result.took().toMillisPart()));
            xml.append(inner(result, unexpected.contains(result)));
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static String inner(CaseResult result, boolean unexpected) {
        if (result.outcome() == CaseResult.Outcome.SKIPPED) {
            return "><skipped message=\"" + escaped(result.detail()) + "\"/></testcase>\n";
        }
        if (!unexpected) {
            return "/>\n";
        }
        String detail = result.outcome() == CaseResult.Outcome.PASSED
                ? "It passed, and was expected to fail."
                : result.detail();
        return "><failure message=\"" + escaped(detail.lines().findFirst().orElse("")) + "\">" + escaped(detail)
                + "</failure></testcase>\n";
    }

    /** XML has no way to write most control characters, and none for lone surrogates: they are replaced. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(legal(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean legal(int c) {
        return c == '\t' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
    }
}
