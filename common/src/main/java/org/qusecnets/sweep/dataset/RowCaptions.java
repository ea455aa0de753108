package org.qusecnets.sweep.dataset;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What stands beside the rows of a contact sheet, black on white: pictures of all the same size.
 */
final class RowCaptions {
  /** Pixels from the top of a line to its end. */
  static final int HEIGHT = 16;

  private static final int FONT_SIZE = 12;

  /** Longer names are cut. */
  private static final int WIDEST = 160;

  /** Rows of the digits 0 to 9 from the top, three pixels each from the highest bit. */
  private static final String[] DIGITS = {
    "75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717"
  };

  private static final int DIGIT_COLUMNS = 3;

  /** What a pixel of a digit is enlarged to. */
  private static final int DOT = 2;

  private RowCaptions() {}

  /** The names, or the numbers of all of them where this Java has no fonts. */
  static List<BufferedImage> of(List<String> names) {
    try {
      return names(names);
    } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
      // What a Java without fonts or their libraries throws differs from build to build.
      return numbers(names.size());
    }
  }

  private static List<BufferedImage> names(List<String> names) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    FontMetrics metrics = graphics(blank(1), font).getFontMetrics();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean readable = font.canDisplayUpTo(names.get(i)) < 0;
      texts.add(cut(readable ? names.get(i) : Integer.toString(i), metrics));
    }
    int width = texts.stream().mapToInt(metrics::stringWidth).max().orElse(1);
    List<BufferedImage> captions = new ArrayList<>();
    for (String text : texts) {
      BufferedImage caption = blank(width);
      Graphics2D graphics = graphics(caption, font);
      graphics.drawString(text, 0, (HEIGHT + metrics.getAscent() - metrics.getDescent()) / 2);
      graphics.dispose();
      captions.add(caption);
    }
    return captions;
  }

  private static Graphics2D graphics(BufferedImage image, Font font) {
    Graphics2D graphics = image.createGraphics();
    graphics.setFont(font);
    graphics.setColor(Color.BLACK);
    return graphics;
  }

  private static String cut(String name, FontMetrics metrics) {
    String text = name;
    for (int end = name.length(); metrics.stringWidth(text) > WIDEST; ) {
      end = name.offsetByCodePoints(end, -1);
      text = name.substring(0, end) + "...";
    }
    return text;
  }

  /** The numbers from 0, in digits that need no font. */
  static List<BufferedImage> numbers(int count) {
    int step = (DIGIT_COLUMNS + 1) * DOT;
    int width = Integer.toString(count - 1).length() * step;
    return IntStream.range(0, count).mapToObj(number -> digits(number, width, step)).toList();
  }

  private static BufferedImage digits(int number, int width, int step) {
    BufferedImage caption = blank(width);
    String text = Integer.toString(number);
    for (int i = 0; i < text.length(); i++) {
      String rows = DIGITS[text.charAt(i) - '0'];
      int top = (HEIGHT - rows.length() * DOT) / 2;
      for (int y = 0; y < rows.length() * DOT; y++) {
        for (int x = 0; x < DIGIT_COLUMNS * DOT; x++) {
          int row = rows.charAt(y / DOT) - '0';
          if ((row >> (DIGIT_COLUMNS - 1 - x / DOT) & 1) == 1) {
            caption.setRGB(i * step + x, top + y, Color.BLACK.getRGB());
          }
        }
      }
    }
    return caption;
  }

  private static BufferedImage blank(int width) {
    BufferedImage image = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int[] white = new int[width * HEIGHT];
    Arrays.fill(white, Color.WHITE.getRGB());
    image.setRGB(0, 0, width, HEIGHT, white, 0, width);
    return image;
  }
}
