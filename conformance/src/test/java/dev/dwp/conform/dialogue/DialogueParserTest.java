package dev.dwp.conform.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The notation of dialogues")
class DialogueParserTest {
    private static final String HEAD =
            "title: t\nsection: 4.1, 8\nlevel: live\nwith: a ws, b rpc other, c ws raw slow\n\n";

    private static Dialogue parsed(String lines) {
        return DialogueParser.server("x", HEAD + lines);
    }

    private static Step.Action action(String line) {
        return parsed(line + "\n").steps().getFirst().action();
    }

    @Test
    void theHeaderTellsWhatItProvesAndOverWhich() {
        Dialogue dialogue = parsed("→ {\"type\":\"ping\"}\n");
        assertEquals(List.of("4.1", "8"), dialogue.sections());
        assertEquals(Level.LIVE, dialogue.level());
        assertEquals(List.of("json", "msgpack"), dialogue.formats());
        assertEquals(List.of(Transport.WS), dialogue.over());
        assertEquals(
                new ConnectionSpec("b", Transport.RPC, "other", false, false),
                dialogue.connections().get("b"));
        assertEquals(
                new ConnectionSpec("c", Transport.WS, "token", true, true),
                dialogue.connections().get("c"));
    }

    @Test
    void indentedLinesBelongToTheLineBefore() {
        Dialogue dialogue = parsed("→ {\"type\":\n  \"ping\"}\n# a remark\n← {\"type\":\"pong\"}\n");
        assertEquals(2, dialogue.steps().size());
        assertEquals(9, dialogue.steps().get(1).line());
    }

    @Test
    void eachSignIsItsAction() {
        assertInstanceOf(Step.Say.class, action("a → {}"));
        assertInstanceOf(Step.Open.class, action("a ⚡"));
        assertInstanceOf(Step.Reconnect.class, action("a ↻"));
        assertEquals(new Step.Cut("a", true), action("a ✂ half"));
        assertEquals(new Step.Pause("a", true), action("a ⏸"));
        assertEquals(new Step.Pause("a", false), action("a ▶"));
        assertEquals(new Step.Barrier(""), action("⇄"));
        assertEquals(new Step.Elapse(Duration.ofMillis(300)), action("⏱ 300 ms"));
        assertEquals(new Step.Within(Duration.ofSeconds(5)), action("⏱ within 5 s"));
        assertInstanceOf(Step.Let.class, action("let $a = 1"));
        assertInstanceOf(Step.Ask.class, action("→ {} until {\"type\":\"error\"}"));
    }

    @Test
    void anArrowFromTheServerSaysWhichMessageIsMeant() {
        assertEquals(Step.Mode.NEXT, ((Step.Expect) action("← {}")).mode());
        assertEquals(Step.Mode.AMONG, ((Step.Expect) action("←~ {}")).mode());
        assertEquals(Step.Mode.SKIPPING, ((Step.Expect) action("←… {}")).mode());
        assertEquals(Step.Mode.NEVER, ((Step.Expect) action("←× {}")).mode());
        assertEquals(3, ((Step.Expect) action("←~ {} ×3")).times());
    }

    @Test
    void anHttpRequestHasHeadersAndABody() {
        Step.Say say = (Step.Say) action("b → POST /dwp/rpc?x=${y}\n  Content-Type: \"text/plain\"\n  body {\"a\":1}");
        Content.Request request = (Content.Request) say.content();
        assertEquals("POST", request.method());
        assertInstanceOf(Term.Text.class, request.target());
        assertTrue(request.headers().containsKey("Content-Type"));
        assertInstanceOf(Term.Members.class, request.body());
    }

    @Test
    void inADialogueOfAClientTheArrowsTurnRound() {
        Dialogue dialogue = DialogueParser.client(
                "x", "title: t\nsection: 2\nlevel: seed\n\n▷ {\"op\":\"close\"}\n→ {}\n← {}\n◁ {}\n");
        assertInstanceOf(Step.Command.class, dialogue.steps().get(0).action());
        assertInstanceOf(Step.Expect.class, dialogue.steps().get(1).action());
        assertInstanceOf(Step.Say.class, dialogue.steps().get(2).action());
        assertInstanceOf(Step.CommandAnswer.class, dialogue.steps().get(3).action());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a ? {}; 6; 3",
                "z → {}; 6; 1",
                "→ {\"a\" 1}; 6; 8",
                "→ {\"a\":1,\"a\":2}; 6; 10",
                "→ {} and more; 6; 6",
                "→ soon; 6; 3",
                "→ [1,…,2]; 6; 7",
                "← /[/; 6; 3",
                "→ binary hex 8; 6; 14",
                "⏱ 3 hours; 6; 3",
                "→~ {}; 6; 2",
                "▷ {}; 6; 1",
                "let $a 1; 6; 8",
                "→ repeat(\"x\"); 6; 9",
                "→ \"open; 6; 3",
            })
    void whatIsNotOfTheNotationIsRefusedWithItsPlace(String line, int row, int column) {
        DialogueSyntaxException refused = assertThrows(DialogueSyntaxException.class, () -> parsed(line + "\n"));
        assertEquals(row, refused.line(), refused.getMessage());
        assertEquals(column, refused.column(), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "title: t\\nsection: 1\\n\\n→ {}, level",
        "title: t\\nsection: 1\\nlevel: huge\\n\\n→ {}, huge",
        "title: t\\nsection: 1\\nlevel: seed\\ncolour: red\\n\\n→ {}, colour",
        "title: t\\nsection: 1\\nlevel: seed\\nformats: xml\\n\\n→ {}, xml",
        "title: t\\nsection: 1\\nlevel: seed\\nover: pigeon\\n\\n→ {}, pigeon",
        "title: t\\nsection: 1\\nlevel: seed\\nwith: a ws mine\\n\\n→ {}, mine",
        "title: t\\nsection: 1\\nlevel: seed\\n\\n, no lines",
    })
    void aWrongHeaderIsRefusedByName(String text, String named) {
        DialogueSyntaxException refused = assertThrows(
                DialogueSyntaxException.class, () -> DialogueParser.server("x", text.replace("\\n", "\n")));
        assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
    }
}
