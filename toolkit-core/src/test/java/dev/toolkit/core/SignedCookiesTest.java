package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.ResponseCookie;
import dev.toolkit.core.jvm.JvmEnv;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SignedCookiesTest {

  private static final Env ENV = JvmEnv.builder().log(event -> {}).build();
  private static final SignedCookies COOKIES = SignedCookies.of(key(1));

  @Property
  void find_whatWasSigned(@ForAll("values") String value) {
    assertThat(find(COOKIES, "a", signed(COOKIES, "a", value))).contains(value);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("ab.=-_").ofMaxLength(60);
  }

  @Property
  void find_oneCharacterChanged(@ForAll("values") String value, @ForAll int position) {
    String signed = signed(COOKIES, "a", value);
    int i = Math.floorMod(position, signed.length());
    String changed =
        signed.substring(0, i) + (signed.charAt(i) == 'x' ? 'y' : 'x') + signed.substring(i + 1);

    assertThat(find(COOKIES, "a", changed)).isEmpty();
  }

  @Test
  void find_ofAnotherName() {
    assertThat(find(COOKIES, "b", signed(COOKIES, "a", "7"))).isEmpty();
  }

  @Test
  void find_withoutSignatureOrWithAnEmptyOne() {
    assertThat(find(COOKIES, "a", "7")).isEmpty();
    assertThat(find(COOKIES, "a", "")).isEmpty();
    assertThat(find(COOKIES, "a", "7.")).isEmpty();
    assertThat(find(COOKIES, "a", "7." + "A".repeat(43))).isEmpty();
    assertThat(find(COOKIES, "a", signed(COOKIES, "a", "7") + "=")).isEmpty();
  }

  @Test
  void find_lastCharacterOfTheSignatureIsNotPadding() {
    // 43 characters hold 258 bits, of which base64 drops two: another text for the same bytes.
    String signed = signed(COOKIES, "a", "7");
    char last = signed.charAt(signed.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char twin = alphabet.charAt(alphabet.indexOf(last) ^ 1);

    assertThat(find(COOKIES, "a", signed.substring(0, signed.length() - 1) + twin)).isEmpty();
  }

  @Test
  void withOlderKey_takesWhatThatSigned() {
    SignedCookies rotated = SignedCookies.of(key(2)).withOlderKey(key(1));
    String old = signed(COOKIES, "a", "7");

    assertThat(find(rotated, "a", old)).contains("7");
    assertThat(find(SignedCookies.of(key(2)), "a", old)).isEmpty();
    assertThat(find(SignedCookies.of(key(2)), "a", signed(rotated, "a", "8"))).contains("8");
  }

  @Test
  void sign_keepsAttributes() {
    ResponseCookie cookie = ResponseCookie.builder("a", "7").path("/x").allowScripts().build();

    String signed = COOKIES.sign(ENV, cookie).headerValue();

    assertThat(signed).startsWith("a=7.").endsWith("; Path=/x; Secure; SameSite=Lax");
  }

  @Test
  void of_shortKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedCookies.of(new byte[31]))
        .withMessage("Key for signed cookies must have at least 32 bytes: 31");
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private static String signed(SignedCookies cookies, String name, String value) {
    String header = cookies.sign(ENV, ResponseCookie.builder(name, value).build()).headerValue();
    return header.substring(name.length() + 1, header.indexOf(';'));
  }

  private static Optional<String> find(SignedCookies cookies, String name, String value) {
    Request request = Request.builder(Method.GET, "/").header("Cookie", name + "=" + value).build();
    return cookies.find(new Context(request, ENV), name);
  }
}
