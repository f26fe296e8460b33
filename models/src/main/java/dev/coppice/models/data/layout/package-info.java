/**
 * Labelled pictures in the layouts people have: Pascal VOC, Cityscapes, ADE20K, COCO, list files, folders of pictures and
 * masks. Each is known by what its folder holds.
 *
 * <p>Start at {@link dev.coppice.models.data.layout.DataFolder}, which holds the list of layouts. A {@link
 * dev.coppice.models.data.layout.DataLayout} says which files belong together; {@link
 * dev.coppice.models.data.layout.LabelKey} says what their numbers or colours stand for.
 */
@NullMarked
package dev.coppice.models.data.layout;

import org.jspecify.annotations.NullMarked;
