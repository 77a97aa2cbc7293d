package dev.toolkit.checks.edge;

import dev.toolkit.core.Crypto;
import java.util.Arrays;

/**
 * SHA-256 and HMAC-SHA-256 in plain Java. The runtimes' own, of the Web Cryptography API, answer
 * later by a promise, and handlers do not wait.
 */
final class Sha256Crypto implements Crypto {

  private static final int BLOCK = 64;

  /** FIPS 180-4, section 4.2.2: the fractions of the cube roots of the first 64 primes. */
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  @Override
  public byte[] sha256(byte[] data) {
    int[] hash = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    byte[] padded = padded(data);
    int[] schedule = new int[BLOCK];
    for (int block = 0; block < padded.length; block += BLOCK) {
      fillSchedule(schedule, padded, block);
      compress(hash, schedule);
    }
    byte[] result = new byte[32];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (hash[i >> 2] >> (24 - 8 * (i & 3)));
    }
    return result;
  }

  @Override
  public byte[] hmacSha256(byte[] key, byte[] data) {
    if (key.length == 0) {
      throw new IllegalArgumentException("Key of an HMAC must not be empty");
    }
    byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
    return sha256(masked(block, 0x5c, sha256(masked(block, 0x36, data))));
  }

  private static byte[] masked(byte[] block, int mask, byte[] data) {
    byte[] all = Arrays.copyOf(block, BLOCK + data.length);
    for (int i = 0; i < BLOCK; i++) {
      all[i] ^= (byte) mask;
    }
    System.arraycopy(data, 0, all, BLOCK, data.length);
    return all;
  }

  /** FIPS 180-4, section 5.1.1: a one, zeros, and the length in bits. */
  private static byte[] padded(byte[] data) {
    int length = (data.length + 9 + BLOCK - 1) / BLOCK * BLOCK;
    byte[] padded = Arrays.copyOf(data, length);
    padded[data.length] = (byte) 0x80;
    long bits = data.length * 8L;
    for (int i = 1; i <= 8; i++) {
      padded[length - i] = (byte) bits;
      bits >>= 8;
    }
    return padded;
  }

  private static void fillSchedule(int[] schedule, byte[] data, int start) {
    for (int t = 0; t < 16; t++) {
      int i = start + 4 * t;
      schedule[t] =
          data[i] << 24
              | (data[i + 1] & 0xff) << 16
              | (data[i + 2] & 0xff) << 8
              | (data[i + 3] & 0xff);
    }
    for (int t = 16; t < BLOCK; t++) {
      int x = schedule[t - 15];
      int y = schedule[t - 2];
      int s0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
      int s1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ (y >>> 10);
      schedule[t] = schedule[t - 16] + s0 + schedule[t - 7] + s1;
    }
  }

  /** FIPS 180-4, section 6.2.2, with the working variables a to h in an array that is shifted. */
  private static void compress(int[] hash, int[] schedule) {
    int[] v = hash.clone();
    for (int t = 0; t < BLOCK; t++) {
      int e = v[4];
      int a = v[0];
      int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int t1 = v[7] + s1 + ((e & v[5]) ^ (~e & v[6])) + K[t] + schedule[t];
      int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int t2 = s0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) {
      hash[i] += v[i];
    }
  }
}
