package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache:6379",
        "http://me:secret@host",
        "redis:/host",
        "redis://",
        "redis://me:secret@",
        "redis://me:secret@host:port",
        "redis://me:secret@host:0",
        "redis://me:secret@host:65536",
        "redis://me:secret@host:123456",
        "redis://me:sec ret@host",
        "redis://me:secret%zz@host",
        "redis://me:secret@host/first",
        "redis://me:secret@one,two",
        "redis://me:secret@host#main",
        "redis://me:secret@ho st",
        "redis://me:secret@[::1",
        "redis-sentinel://me:secret@host",
        "redis-sentinel://me:secret@#main",
        "redis-sentinel://me:secret@one,,two#main",
        "redis-sentinel://me:secret@one:1,two:70000#main"
      })
  void parse_malformed_isNotRepeated(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redis.connect(address))
        .withMessage(
            "Address of Redis must be redis://host:port, rediss://host:port or"
                + " redis-sentinel://host:port,host:port#name: found "
                + address.length()
                + " other characters")
        .withNoCause();
  }

  @Test
  void parse_server() {
    RedisURI plain = Address.parse("redis://cache_1.example.com");
    RedisURI full = Address.parse("rediss://me:s%40crt@10.0.0.1:6380/3");

    assertThat(plain.getHost()).isEqualTo("cache_1.example.com");
    assertThat(plain.getPort()).isEqualTo(6379);
    assertThat(full.getHost()).isEqualTo("10.0.0.1");
    assertThat(full.getPort()).isEqualTo(6380);
    assertThat(full.getDatabase()).isEqualTo(3);
    assertThat(full.isSsl()).isTrue();
  }

  @Test
  void parse_sentinels() {
    RedisURI sentinels = Address.parse("redis-sentinel://:secret@one:1,two/2#main");

    assertThat(sentinels.getSentinelMasterId()).isEqualTo("main");
    assertThat(sentinels.getDatabase()).isEqualTo(2);
    assertThat(sentinels.getSentinels())
        .extracting(RedisURI::getHost)
        .containsExactly("one", "two");
    assertThat(sentinels.getSentinels())
        .extracting(RedisURI::getPort)
        .containsExactly(1, RedisURI.DEFAULT_SENTINEL_PORT);
  }

  @Test
  void parse_version6() {
    assertThat(Address.parse("redis://[::1]:7000").getPort()).isEqualTo(7000);
  }
}
