package dev.steward.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.json.JsonTexts;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts invented addresses and numbers in the place of those that a run has read. Equal ones stay equal, so that a case still shows who
 * is who. Names in running text it does not know.
 */
final class PersonalData {

  private static final Pattern EMAIL = Pattern.compile(
    "[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++"
  );
  private static final Pattern IBAN = Pattern.compile("\\b[A-Z]{2}\\d{2}[A-Z0-9]{11,30}\\b");
  private static final Pattern CARD = Pattern.compile(
    "(?<![\\w.-])(?:\\d[ -]?){12,18}\\d(?![\\w-])"
  );
  /** With a country's code or the zero before an area, as a date never has it. */
  private static final Pattern PHONE = Pattern.compile(
    "(?<![\\w.-])(?:\\+|00?)[1-9][\\d ()/-]{5,}\\d(?![\\w-])"
  );

  private final Map<String, String> invented = new HashMap<>();

  JsonNode masked(JsonNode value) {
    return JsonTexts.replace(value, text -> TextNode.valueOf(masked(text)));
  }

  String masked(String text) {
    var emails = replace(text, EMAIL, "person-%d@masked.example");
    var ibans = replace(emails, IBAN, "XX00MASKED%08d");
    var cards = CARD.matcher(ibans).replaceAll(found ->
      Matcher.quoteReplacement(
        isCard(found.group()) ? instead(found.group(), "card-%d") : found.group()
      )
    );
    return replace(cards, PHONE, "phone-%d");
  }

  private String replace(String text, Pattern pattern, String form) {
    return pattern
      .matcher(text)
      .replaceAll(found -> Matcher.quoteReplacement(instead(found.group(), form)));
  }

  private String instead(String value, String form) {
    return invented.computeIfAbsent(value, first -> form.formatted(invented.size() + 1));
  }

  /** By the check digit of ISO 7812. */
  private static boolean isCard(String number) {
    int sum = 0;
    boolean twice = false;
    for (int i = number.length() - 1; i >= 0; i--) {
      if (Character.isDigit(number.charAt(i))) {
        int digit = number.charAt(i) - '0';
        int weighed = twice ? digit * 2 : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
        twice = !twice;
      }
    }
    return sum > 0 && sum % 10 == 0;
  }
}
