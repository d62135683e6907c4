package dev.steward.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce, which goes before the ciphertext. */
final class Aes {

  static final int KEY_LENGTH = 32;

  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Aes() {}

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** @param context what it belongs to; it cannot be opened as belonging to anything else */
  static byte[] seal(byte[] key, byte[] plain, String context) {
    try {
      var nonce = random(NONCE_LENGTH);
      var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
      var both = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_LENGTH, sealed.length);
      return both;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @return empty where the key or the context is another, or the bytes were changed */
  static Optional<byte[]> open(byte[] key, byte[] sealed, String context) {
    if (sealed.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    try {
      var nonce = Arrays.copyOf(sealed, NONCE_LENGTH);
      return Optional.of(
        cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(
          sealed,
          NONCE_LENGTH,
          sealed.length - NONCE_LENGTH
        )
      );
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context)
    throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
