package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.List;

/**
 * Node of a graph as a grid rule sees it.
 *
 * @param node the node
 * @param scene what it shares with all nodes of the plan
 * @param maps placements of its spatial inputs now, in input order
 * @param wanted grid that its output should lie on: its own, or the limit where a contraction follows
 */
public record GridNode(Node node, Scene scene, List<Placement> maps, MapGrid wanted) {
    /**
     * Scene that all nodes of a plan share.
     *
     * @param graph the graph as it is
     * @param shapes shapes of its tensors at the card's size
     * @param own placements of all maps in the graph as it is
     * @param limit finest grid that a contraction may read
     * @param kind resampling of maps to another grid
     */
    public record Scene(Graph graph, Shapes shapes, OwnGrids own, MapGrid limit, Resampling kind) {}

    public GridNode {
        maps = List.copyOf(maps);
    }

    public Attributes attributes() {
        return node.attributes();
    }

    /** The shape of an input in the graph as it is. */
    public Shape shape(int position) {
        return scene.shapes.of(node.input(position));
    }

    /** The shape of the first output in the graph as it is. */
    public Shape outputShape() {
        return scene.shapes.of(node.output());
    }

    /** The placements of the spatial inputs in the graph as it is, in input order. */
    public List<Placement> ownMaps() {
        return scene.own.mapsOf(node);
    }

    /** The placement of the output in the graph as it is. */
    public Placement ownOutput() {
        return scene.own.of(node.output());
    }

    /** Whether its output is a map; a single sample or a vector is not. */
    public boolean givesMap() {
        return scene.own.has(node.output());
    }

    /** The coarser of a grid and the limit. */
    public MapGrid capped(MapGrid grid) {
        return grid.min(scene.limit);
    }

    /** Whether every spatial input lies as in the graph as it is. */
    public boolean isUntouched() {
        return maps.equals(ownMaps());
    }

    /** The placement of a map on this grid. */
    public Placement place(MapGrid grid) {
        return grid.place(scene.shapes.image());
    }
}
