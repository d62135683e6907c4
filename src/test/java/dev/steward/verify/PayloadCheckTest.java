package dev.steward.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What entries are said to have said, with a chain that is sound. */
class PayloadCheckTest {

  private static final String SALT = "00ff".repeat(16);
  private static final String SAID = "{\"reason\":\"Ada asked\"}";

  private final PayloadCheck check = new PayloadCheck(
    List.of(entry(1, digest(SAID)), entry(2, digest("{}")), "{\"id\": 3, \"detail\": \"{}\"}")
  );

  @Test
  void countsWhatNothingOpens() throws FaultException {
    assertThat(check.unopened()).isEqualTo(2);

    check.next(payload(1, SAID));

    assertThat(check.unopened()).isOne();
  }

  @Test
  void findsOtherWords() {
    assertThatThrownBy(() -> check.next(payload(1, SAID.replace("Ada", "Bob")))).hasMessage(
      "changed: payloads.jsonl, line 1"
    );
  }

  @Test
  void findsWordsOfAnotherEntry() throws FaultException {
    check.next(payload(1, SAID));

    assertThatThrownBy(() -> check.next(payload(2, SAID))).hasMessage(
      "changed: payloads.jsonl, line 2"
    );
  }

  @Test
  void findsWordsOfNoEntryAndTwiceOfOne() throws FaultException {
    assertThatThrownBy(() -> check.next(payload(3, SAID))).hasMessageContaining("added");
    check.next(payload(1, SAID));
    assertThatThrownBy(() -> check.next(payload(1, SAID))).hasMessageContaining("added");
  }

  @Test
  void findsWhatCannotBeRead() {
    assertThatThrownBy(() -> check.next("{\"id\": 1, \"salt\": \"00\\#\"}")).hasMessage(
      "unreadable: payloads.jsonl, line 1"
    );
    assertThatThrownBy(() -> check.next("{\"id\": 1}")).hasMessage(
      "unreadable: payloads.jsonl, line 2"
    );
  }

  private static String entry(int id, String digest) {
    var detail = "{\\\"sealed\\\":{\\\"digest\\\":\\\"%s\\\"}}".formatted(digest);
    return "{\"id\": %d, \"detail\": \"%s\"}".formatted(id, detail);
  }

  private static String payload(int id, String said) {
    return "{\"id\": %d, \"salt\": \"%s\", \"payload\": \"%s\"}".formatted(
      id,
      SALT,
      said.replace("\"", "\\\"")
    );
  }

  private static String digest(String said) {
    return Hashes.hex(Hashes.sha256(Hashes.hex(SALT), said.getBytes(StandardCharsets.UTF_8)));
  }
}
