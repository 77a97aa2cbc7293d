package dev.toolkit.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.cbor.CBORMapper;

class CodecTest {

  record Product(String name, int price) {}

  @Property
  void strings_areReadBackOrRefused(@ForAll String text) throws Exception {
    boolean isEncodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (isEncodable) {
      assertThat(Codec.strings().decode(Codec.strings().encode(text))).isEqualTo(text);
    } else {
      assertThatThrownBy(() -> Codec.strings().encode(text))
          .isInstanceOf(CharacterCodingException.class);
    }
  }

  @Test
  void strings_unpairedSurrogate() {
    assertThatThrownBy(() -> Codec.strings().encode("\ud83d"))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void strings_bytesThatAreNoText() {
    assertThatThrownBy(() -> Codec.strings().decode(new byte[] {(byte) 0xff}))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void json_recordsAndGenerics() throws Exception {
    Codec<List<Product>> codec = JacksonCodec.of(new TypeReference<List<Product>>() {});
    List<Product> products = List.of(new Product("chair", 7), new Product("table", 70));

    assertThat(codec.encode(products))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("[{\"name\":\"chair\",\"price\":7},{\"name\":\"table\",\"price\":70}]");
    assertThat(codec.decode(codec.encode(products))).isEqualTo(products);
  }

  @Test
  void json_unknownMembersAreIgnored() throws Exception {
    byte[] newer =
        "{\"name\":\"chair\",\"price\":7,\"colour\":\"red\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(JacksonCodec.of(Product.class).decode(newer)).isEqualTo(new Product("chair", 7));
  }

  @Test
  void cbor_isAnotherFormatOfJackson() throws Exception {
    Codec<Product> codec =
        JacksonCodec.of("cbor", new CBORMapper(), new TypeReference<Product>() {});
    byte[] encoded = codec.encode(new Product("chair", 7));

    assertThat(codec.id()).isEqualTo("cbor");
    assertThat(codec.decode(encoded)).isEqualTo(new Product("chair", 7));
    assertThat(encoded)
        .hasSizeLessThan(JacksonCodec.of(Product.class).encode(new Product("chair", 7)).length);
  }

  @Test
  void json_whatIsNoEntry() {
    Codec<Product> codec = JacksonCodec.of(Product.class);
    for (String text : List.of("", "null", "[]", "{", "{} {}", "\"chair\"")) {
      assertThatThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(Exception.class);
    }
  }

  /** A payload that names a class is read as what the codec is for, or not at all. */
  @Test
  void json_namesOfClassesMeanNothing() throws Exception {
    byte[] payload =
        "{\"@class\":\"java.lang.ProcessBuilder\",\"name\":\"x\",\"price\":1}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(JacksonCodec.of(Product.class).decode(payload)).isEqualTo(new Product("x", 1));
  }
}
